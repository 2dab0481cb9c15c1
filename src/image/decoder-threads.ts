/**
 * Sets the decoder up for several images side by side: one thread an image, since more would only take turns on the
 * same cores, and no memory of earlier images, of which none comes twice. Holds for the whole process.
 */
export async function decodeSideBySide(): Promise<void> {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
}
