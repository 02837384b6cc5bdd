import type { Answer, Reply, SentRequest } from "./scripted-fetch";

/** What is answered at a route: of a list, one after the other, and the last one again and again. */
export type Routes = Readonly<Record<string, Reply | Error | readonly (Reply | Error)[]>>;

/** `GET /orgs/acme` */
export const routeOf = ({ method, url }: SentRequest): string => `${method} ${new URL(url).pathname}`;

/** Answers by the route, and 404 elsewhere. */
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

/** A refusal as GitHub gives it. */
export const refused = (status: number, message = "No.", headers: Readonly<Record<string, string>> = {}): Reply => ({
    status,
    json: { message },
    headers,
});

/** The answers of a GitHub where `acme` is an organization that a credential can read, with the repository `api`. */
export const ACME: Routes = {
    "GET /users/acme": { json: { type: "Organization" } },
    "GET /orgs/acme": { json: { login: "acme" } },
    "GET /repos/acme/api": { json: { full_name: "acme/api" } },
    "POST /orgs/acme/attestations/bulk-list": { json: { attestations_subject_digests: {}, page_info: {} } },
};
