// The page of a server: it asks for what it shows, and people can decide about names there.

import { openLedger, showLedger } from "./decide.js";
import { offerEditing } from "./edit.js";
import { start } from "./main.js";
import { openRemote } from "./remote.js";
import { offerReview } from "./review.js";

const opened = openRemote();
offerEditing(opened.source);
offerReview(opened.source);
openLedger(opened.source);
await start(opened);
showLedger();
