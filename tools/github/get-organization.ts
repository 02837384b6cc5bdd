import type { Endpoint } from "./call";

/** `GET /orgs/{org}`: an organization. */
export const getOrganization: Endpoint = ({ organization }) => ({
    status: 200,
    body: { login: organization.name, id: organization.id },
});
