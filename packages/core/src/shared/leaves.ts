import * as z from "zod";

/*
 * What most schemas are made of, made once: every process makes hundreds of schemas before it does anything, and where each
 * has leaves of its own, leaves are the most of it.
 */

export const text = z.string();
export const optionalText = text.optional();

export const positive = z.int().positive();
export const optionalPositive = positive.optional();

/** A number of things, of which there may be none. */
export const count = z.int().nonnegative();
