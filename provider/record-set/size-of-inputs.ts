import { isUnknown, type Unknown } from "../vocabulary/unknown";
import type { Deployment, DeploymentRecord, DesiredSet } from "./model";

const MIB = 1024 * 1024;

/**
 * Largest state of a set, in bytes. The engine gets the state of a partial failure in a gRPC trailer, which may have at most 16 MiB in
 * base64, or 12 MiB of state. It loses what was recorded if the state is larger. 1 MiB is reserved for the reasons of the failure.
 */
const MOST_BYTES = 11 * MIB;

/** The longest record, with a time of its own, and the longest cause: the result for an entry is not known in advance. */
const RECORD: Required<DeploymentRecord> = { id: 1, updatedAt: "2026-01-01T00:00:00Z" };
const CAUSE = "unauthorized";

/** The problem, and what to do, if a set is too large for Pulumi to keep what was recorded when a call fails; otherwise undefined. */
export function sizeProblem({ deployments }: DesiredSet): string | undefined {
    const bytes = bytesInState(deployments);
    if (bytes <= MOST_BYTES) return undefined;
    // The size is rounded up, so that it never looks as if it were allowed.
    const size = (Math.ceil((bytes / MIB) * 10) / 10).toFixed(1);
    return (
        `has ${deployments.size} entries, which take about ${size} MiB in Pulumi's state; ` +
        `at most ${MOST_BYTES / MIB} MiB are allowed in one set. ` +
        "When a call to GitHub fails, Pulumi gets what was recorded in a message of limited size, and loses a larger one. " +
        "Declare several sets for the same cluster and environments, for example one for each namespace"
    );
}

/**
 * The bytes that deployments take in the state, as if each had a record and were also rejected: a rejected update keeps its record. For an
 * unknown entry, only the name counts. The rest of the state takes less than a thousand bytes.
 */
export function bytesInState(deployments: ReadonlyMap<string, Deployment | Unknown>): number {
    const beside = [bytesOf(RECORD.id), bytesOf(RECORD.updatedAt), bytesOf(CAUSE)];
    let bytes = 0;
    for (const [name, deployment] of deployments) {
        const length = Buffer.byteLength(name);
        for (const value of beside) bytes += entry(length, value);
        bytes += entry(length, isUnknown(deployment) ? 0 : bytesOf(deployment));
    }
    return bytes;
}

/** The bytes of a value in protobuf's `Struct`, the form in which properties are sent. */
function bytesOf(value: unknown): number {
    if (typeof value === "string") return framed(Buffer.byteLength(value));
    if (typeof value === "number") return NUMBER;
    let bytes = 0;
    if (Array.isArray(value)) {
        for (const part of value) bytes += framed(bytesOf(part));
    } else {
        const parts = value as Readonly<Record<string, unknown>>;
        // This loop creates no pair for each entry, because there can be very many.
        for (const name of Object.keys(parts)) bytes += entry(Buffer.byteLength(name), bytesOf(parts[name]));
    }
    return framed(bytes);
}

/** The bytes of a number: a tag and eight bytes. */
const NUMBER = 9;

/** The bytes of a map's entry: its name and its value. */
const entry = (name: number, value: number): number => framed(framed(name) + framed(value));

/** A value with a length: a tag, the length as protobuf's varint, and that many bytes. No entry has more than two million. */
const framed = (bytes: number): number => 1 + (bytes < 1 << 7 ? 1 : bytes < 1 << 14 ? 2 : 3) + bytes;
