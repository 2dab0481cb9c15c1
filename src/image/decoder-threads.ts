/**
 * Lets the decoder use one thread an image. Where several images are decoded side by side, more threads an image only
 * take turns on the same cores. Holds for the whole process.
 */
export async function useOneThreadAnImage(): Promise<void> {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
}
