const endpoint = process.env["TINTYPE_MOTO_ENDPOINT"];

/** Why there is no moto; `undefined` where `scripts/lanes.sh` has started it. */
export const noMoto =
  endpoint === undefined ? "there is no moto: TINTYPE_MOTO_ENDPOINT is not set (scripts/lanes.sh sets it)" : undefined;

/** For clients of what moto stands for. */
export const motoConfig = () => ({
  region: "eu-central-1",
  credentials: { accessKeyId: "lanes", secretAccessKey: "lanes" },
  ...(endpoint !== undefined && { endpoint }),
});
