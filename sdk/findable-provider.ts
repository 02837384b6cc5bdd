import type { dynamic } from "@pulumi/pulumi";
import { load } from "./dynamic-provider";
import { untraced } from "./run-error";
import { type Place, whyNotRunFrom } from "./why-not-run-from";

/**
 * Returns a provider as it is. Throws if Pulumi could not run it: it runs the provider's text, and that has to find this package.
 *
 * A program that the CLI starts is in the folder that Pulumi runs the provider in. An inline program of the Automation API does not learn
 * that folder, which may be another one, and with mocks nothing is run: for them, the text alone is looked at.
 */
export function findable(provider: dynamic.ResourceProvider, text = String(load)): dynamic.ResourceProvider {
    const problem = REQUIRES.test(text) ? problemOfPlace() : BUNDLED;
    if (problem !== undefined) throw untraced(problem);
    return provider;
}

/** A bundler that packs this package puts its code, or a function of its own, in the place of this call. */
const REQUIRES = /(?<![\w$.])require\("pulumi-github-artifacts\/provider"\)/;

const BUNDLED =
    "A bundler has packed pulumi-github-artifacts into the program. Pulumi keeps the text of its provider in the state, and that " +
    "text finds the package by its name: leave the package out of the bundle (with esbuild --external:pulumi-github-artifacts, " +
    "with ncc --external pulumi-github-artifacts), and install it where the program runs.";

/** The CLI starts a component in this file of Pulumi's SDK, in the folder of the program that uses it. */
const isComponent = /[\\/]cmd[\\/]run-plugin[\\/]/.test(String(Object(require.main).filename));

/** The CLI changes into the folder, and then loads the program with this variable. The program may go elsewhere later. */
const place: Place | undefined =
    process.env.PULUMI_NODEJS_MONITOR === undefined && !isComponent
        ? undefined
        : { folder: process.cwd(), isPlugAndPlay: process.versions.pnp !== undefined, isComponent };

let looked: { readonly problem: string | undefined } | undefined;

/** Looked for once a process, in which the place is always the same. */
function problemOfPlace(): string | undefined {
    looked ??= { problem: place && whyNotRunFrom(place) };
    return looked.problem;
}
