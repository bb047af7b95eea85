"""The ground floor: settings, errors, registry, and the data shipped with Guanxi."""
