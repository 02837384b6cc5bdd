import { Config } from "@pulumi/pulumi";
import { acr } from "./acr";
import { artifactRegistry } from "./artifact-registry";
import { dockerHub } from "./docker-hub";
import { ecr } from "./ecr";
import { ghcr } from "./ghcr";

const programs = { acr, "artifact-registry": artifactRegistry, "docker-hub": dockerHub, ecr, ghcr };
const registries = Object.keys(programs) as (keyof typeof programs)[];

const registry = new Config().require("registry", { allowedValues: registries });

export const { image, recordIds } = programs[registry]();
