// The page in a file: all it shows stands in it.

import { openEmbedded } from "./embedded.js";
import { start } from "./main.js";

start(openEmbedded());
