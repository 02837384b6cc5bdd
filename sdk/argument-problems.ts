import { relative } from "node:path";
import { RunError } from "@pulumi/pulumi";
import type { Problem } from "../provider/input/fields";
import { firstOf, NOT_CARRIED } from "../provider/vocabulary";
import type { Finding } from "./argument";

/** Why arguments cannot be handed to Pulumi. What fails for one reason in several places is told once. */
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

/** What this package says stands for itself. Of another error, the place in the program is told as well. */
function causeOf(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const { message, stack = "" } = error;
    const place = RunError.isInstance(error) ? undefined : placeIn(stack);
    return place === undefined ? message : `${message} (at ${place})`;
}

/** The first line of the stack that is of the program: `index.ts:12:5`. */
function placeIn(stack: string): string | undefined {
    const frames = stack.split("\n").filter((line) => !/node_modules|\(node:|at node:/.test(line));
    const [, file, position] = frames.flatMap((line) => line.match(FRAME) ?? []);
    return file === undefined ? undefined : `${relative("", file)}:${position}`;
}

/** `    at makeDigest (/program/index.ts:12:5)`, or without the name and the brackets. */
const FRAME = /^\s+at (?:.*\()?(?:file:\/\/)?((?:[A-Za-z]:)?[^():]+):(\d+:\d+)\)?$/;
