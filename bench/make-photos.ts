import sharp, { type Sharp } from "sharp";

const width = 6_000;
const height = 4_000;

/** Four JPEG photos of 24 megapixels and about 5 MB: shapes, texture and the noise of a sensor. */
export async function makePhotos(): Promise<readonly Buffer[]> {
  const shapes = await enlarged(noise(30, 20, 60));
  const texture = await enlarged(noise(300, 200, 40));
  const raw = { width, height, channels: 3 } as const;
  const { data } = await noise(width, height, 8)
    .composite([
      { input: shapes, raw, blend: "overlay" },
      { input: texture, raw, blend: "soft-light" },
    ])
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture = () => sharp(data, { raw });
  const views = [picture(), picture().flip(), picture().flop(), picture().rotate(90)];
  return Promise.all(views.map((view) => view.jpeg({ quality: 90 }).toBuffer()));
}

const noise = (width: number, height: number, sigma: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: "#888", noise: { type: "gaussian", mean: 128, sigma } } });

async function enlarged(picture: Sharp): Promise<Buffer> {
  const small = await picture.png().toBuffer();
  return sharp(small).resize(width, height, { fit: "fill" }).removeAlpha().raw().toBuffer();
}
