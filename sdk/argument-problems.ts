import { relative } from "node:path";
import { RunError } from "@pulumi/pulumi";
import type { Problem } from "../provider/input/fields";
import { firstOf } from "../provider/vocabulary/order";
import { NOT_CARRIED } from "../provider/vocabulary/unknown";
import type { Finding } from "./argument";

/** Returns why arguments cannot be passed to Pulumi. An error that affects several places is reported once. */
export function problemsOf(findings: readonly Finding[]): readonly Problem[] {
    const failures = new Map<unknown, string[]>();
    for (const finding of findings) {
        if (finding.is !== "failed") continue;
        failures.set(finding.error, [...(failures.get(finding.error) ?? []), finding.place]);
    }
    return [
        ...findings.flatMap(({ is, place }) => (is === "lost" ? [{ path: place, reason: NOT_CARRIED }] : [])),
        ...[...failures].map(([error, places]) => ({ path: firstOf(places, 10), reason: `failed: ${causeOf(error)}` })),
    ];
}

/** The message of an error. Errors of this package need nothing more. For others, it includes the place in the program. */
function causeOf(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const { message, stack = "" } = error;
    const place = RunError.isInstance(error) ? undefined : placeIn(stack);
    return place === undefined ? message : `${message} (at ${place})`;
}

/** The first place in the stack that is in the program: `index.ts:12:5`. */
function placeIn(stack: string): string | undefined {
    const frames = stack.split("\n").filter((line) => !/node_modules|\(node:|at node:/.test(line));
    const [, file, position] = frames.flatMap((line) => line.match(FRAME) ?? []);
    return file === undefined ? undefined : `${relative("", file)}:${position}`;
}

/** `    at makeDigest (/program/index.ts:12:5)`, or the same without the name and the parentheses. */
const FRAME = /^\s+at (?:.*\()?(?:file:\/\/)?((?:[A-Za-z]:)?[^():]+):(\d+:\d+)\)?$/;
