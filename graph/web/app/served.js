// The page of a server: it asks for what it shows.

import { start } from "./main.js";
import { openRemote } from "./remote.js";

start(openRemote());
