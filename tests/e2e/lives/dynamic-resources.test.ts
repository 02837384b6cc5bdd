import { dynamicResources } from "../../support/bindings/bindings";
import { describeLife } from "../../support/lives";

describeLife(dynamicResources);
