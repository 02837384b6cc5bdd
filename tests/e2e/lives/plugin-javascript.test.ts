import { pluginInJavaScript } from "../../support/bindings/bindings";
import { describeLife } from "../../support/lives";

describeLife(pluginInJavaScript);
