import type { dynamic } from "@pulumi/pulumi";
import { load } from "./dynamic-provider";
import { untraced } from "./run-error";
import { type Place, whyNotRunFrom } from "./why-not-run-from";

/**
 * Returns a provider unchanged. Throws if Pulumi could not run it: Pulumi runs the provider's text, which has to find this package.
 *
 * The CLI starts a program in the folder in which Pulumi runs the provider. An inline program of the Automation API does not know
 * that folder, which may be another one. With mocks, no provider is run. In these two cases, only the text is checked.
 */
export function findable(provider: dynamic.ResourceProvider, text = String(load)): dynamic.ResourceProvider {
    const problem = REQUIRES.test(text) ? problemOfPlace() : BUNDLED;
    if (problem !== undefined) throw untraced(problem);
    return provider;
}

/** A bundler that packs this package replaces this call by the package's code, or by a function of the bundler. */
const REQUIRES = /(?<![\w$.])require\("pulumi-github-artifacts\/provider"\)/;

const BUNDLED =
    "A bundler has packed pulumi-github-artifacts into the program. Pulumi keeps the text of its provider in the state, and that " +
    "text finds the package by its name: leave the package out of the bundle (with esbuild --external:pulumi-github-artifacts, " +
    "with ncc --external pulumi-github-artifacts), and install it where the program runs.";

/** The CLI starts a component with this file of Pulumi's SDK, in the folder of the program that uses the component. */
const isComponent = /[\\/]cmd[\\/]run-plugin[\\/]/.test(String(Object(require.main).filename));

/** The CLI changes to the folder, and then loads the program with this variable. The program may change the folder later. */
const place: Place | undefined =
    process.env.PULUMI_NODEJS_MONITOR === undefined && !isComponent
        ? undefined
        : { folder: process.cwd(), isPlugAndPlay: process.versions.pnp !== undefined, isComponent };

let looked: { readonly problem: string | undefined } | undefined;

/** The problem of the place. It is looked up once, because the place is always the same in a process. */
function problemOfPlace(): string | undefined {
    looked ??= { problem: place && whyNotRunFrom(place) };
    return looked.problem;
}
