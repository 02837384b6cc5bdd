import { pluginInPython } from "../../support/bindings/bindings";
import { describeLife } from "../../support/lives";

describeLife(pluginInPython);
