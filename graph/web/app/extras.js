// What the page of a server adds to the panel. The page in a file adds nothing.

const makers = { panel: [], home: [], entity: [], alias: [] };

// Let `make` add parts at a place: "home", "entity" and "alias" take lists of parts, "panel" the promise of a whole one.
export function addAt(place, make) {
  makers[place].push(make);
}

export const addedAt = (place, ...given) => makers[place].flatMap((make) => make(...given) ?? []);
