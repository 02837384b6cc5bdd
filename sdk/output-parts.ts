import type { Output, Resource } from "@pulumi/pulumi";

/** What every output has, though Pulumi's types do not tell of it: a value with marks where a preview knows nothing. */
export interface OutputParts {
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
    promise(withUnknowns: true): Promise<unknown>;
    apply(func: () => unknown, runWithUnknowns: true): Output<unknown>;
    allResources(): Promise<ReadonlySet<Resource>>;
}

/** What an output has. */
export const partsOf = (output: Output<unknown>): OutputParts => output as unknown as OutputParts;
