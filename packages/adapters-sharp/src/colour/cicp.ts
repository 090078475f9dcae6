/** What the numbers of a picture's pixels mean, by the code points of ITU-T H.273. */
export interface Cicp {
  /** Which red, green and blue. */
  readonly primaries: number;
  /** How the numbers grow with the light. */
  readonly transfer: number;
}

// ITU-T H.273, tables 2 and 3.
export const [bt2020, displayP3] = [9, 12];
export const [pq, hlg] = [16, 18];

/** Whether it is brighter than the white of paper. */
export const isHdr = ({ transfer }: Cicp): boolean => transfer === pq || transfer === hlg;

/** Whether it has colours that sRGB has not. What is not known, or not said, counts as sRGB. */
export const isWide = ({ primaries }: Cicp): boolean => primaries === bt2020 || primaries === displayP3;
