import { pluginInYaml } from "../../support/bindings/bindings";
import { describeLife } from "../../support/lives";

describeLife(pluginInYaml);
