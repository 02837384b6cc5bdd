import { PolicyPack } from "@pulumi/policy";
import { exposed, recorded } from "./policies";

new PolicyPack("deployment-records", { policies: [recorded, exposed] });
