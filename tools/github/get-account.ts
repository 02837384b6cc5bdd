import type { Call, Endpoint } from "./call";
import { refuse } from "./replies";

/** `GET /users/{name}`: the account of a user or an organization. Every known token may read it. */
export const getAccount: Endpoint<Call> = ({ state, subject, documentation }) => {
    const user = state.user(subject);
    if (user !== undefined) {
        return { status: 200, body: { login: user.name, id: user.id, type: "User" } };
    }
    const organization = state.organization(subject);
    return organization === undefined
        ? refuse(404, "Not Found", documentation)
        : { status: 200, body: { login: organization.name, id: organization.id, type: "Organization" } };
};
