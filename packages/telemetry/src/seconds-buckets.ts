/** Where histograms of seconds draw their lines: as OpenTelemetry has them for HTTP, and on to what a development may take. */
export const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60];
