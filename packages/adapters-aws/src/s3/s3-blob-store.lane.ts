import { describeBlobStore } from "@tintype/core/contracts";
import * as vitest from "vitest";
import { laneRunner } from "../lane-runner.fixture.ts";
import { noS3, openS3Fixture, s3ServerName } from "./s3.fixture.ts";

const keysArePaths = "it keeps blobs as files, and keys are their paths";
const ignoresCondition = "it ignores If-None-Match of a copy";

/** What S3 does and versitygw does not (docs/lanes.md). */
const beyondVersitygw = {
  "lists in ascending order of the bytes of keys, not of their segments": keysArePaths,
  "takes the longest keys, in one segment and in many": keysArePaths,
  "orders long keys by their bytes too": keysArePaths,
  "takes a key that goes on where another one ends": keysArePaths,
  "takes keys that look odd": keysArePaths,
  "takes a name that goes on where another one ends": keysArePaths,
  "takes names of 1,024 bytes, in one segment and in many, and none of more": keysArePaths,
  "orders long names by their bytes too": keysArePaths,
  "lets one of many sources win, and tells the others so": ignoresCondition,
};

const beyond = (await s3ServerName()) === "VERSITYGW" ? beyondVersitygw : {};
describeBlobStore(laneRunner(vitest, { missing: noS3, beyond }), "S3", openS3Fixture);
