import type { Output, Resource } from "@pulumi/pulumi";

/** Members that every output has, although Pulumi's types do not show them. `promise` marks values that a preview does not know. */
export interface OutputParts {
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
    promise(withUnknowns: true): Promise<unknown>;
    apply(func: () => unknown, runWithUnknowns: true): Output<unknown>;
    allResources(): Promise<ReadonlySet<Resource>>;
}

/** The members of an output. */
export const partsOf = (output: Output<unknown>): OutputParts => output as unknown as OutputParts;
