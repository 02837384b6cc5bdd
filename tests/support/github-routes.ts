import type { Answer, Reply, SentRequest } from "./scripted-fetch";

/** The answers by route. The answers of a list are given one after the other, and the last one repeats. */
export type Routes = Readonly<Record<string, Reply | Error | readonly (Reply | Error)[]>>;

/** `GET /orgs/acme` */
export const routeOf = ({ method, url }: SentRequest): string => `${method} ${new URL(url).pathname}`;

/** Answers by route, and with 404 elsewhere. */
export function answering(routes: Routes): Answer {
    const times = new Map<string, number>();
    return (request) => {
        const route = routeOf(request);
        const time = times.get(route) ?? 0;
        times.set(route, time + 1);
        const answers = [routes[route] ?? refused(404)].flat();
        return answers[Math.min(time, answers.length - 1)] as Reply | Error;
    };
}

/** A refusal in GitHub's format. */
export const refused = (status: number, message = "No.", headers: Readonly<Record<string, string>> = {}): Reply => ({
    status,
    json: { message },
    headers,
});

/** The answers of a GitHub with the organization `acme`, which a credential can read, and its repository `api`. */
export const ACME: Routes = {
    "GET /users/acme": { json: { type: "Organization" } },
    "GET /orgs/acme": { json: { login: "acme" } },
    "GET /repos/acme/api": { json: { full_name: "acme/api" } },
    "POST /orgs/acme/attestations/bulk-list": { json: { attestations_subject_digests: {}, page_info: {} } },
};
