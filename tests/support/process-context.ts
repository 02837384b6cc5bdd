import type { ArtifactMetadataClient } from "../../provider/github/client";
import { Run } from "../../provider/ownership/run";
import type { Context } from "../../provider/resource/context";
import type { Place } from "../../provider/settings/places";
import type { Settings } from "../../provider/settings/settings";
import { settingsWith } from "./settings";

/** A context with a client. It keeps what was said and requested through it. */
export interface ListeningContext extends Context {
    readonly said: string[];
    readonly warned: string[];
    /** How many times a client was requested. */
    readonly connections: () => number;
    readonly configured: (readonly Place[])[];
}

export function listeningContext(client: ArtifactMetadataClient, parts: Partial<Settings> = {}): ListeningContext {
    const settings = settingsWith(parts);
    const said: string[] = [];
    const warned: string[] = [];
    const configured: (readonly Place[])[] = [];
    let connections = 0;
    return {
        said,
        warned,
        configured,
        connections: () => connections,
        configure: (places) => {
            configured.push(places);
        },
        settings: () => settings,
        client: async () => {
            connections += 1;
            return client;
        },
        run: new Run(),
        say: (line) => {
            said.push(line);
        },
        warn: (line) => {
            warned.push(line);
        },
    };
}
