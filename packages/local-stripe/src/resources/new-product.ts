import type { World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { Product } from "../wire/stored.ts";

/** A product of this name; `id` may be the caller's own. */
export function newProduct(
  world: World,
  { id, name }: { id?: string | undefined; name: string },
): Product {
  return {
    id: id ?? newId("prod", 14),
    object: "product",
    active: true,
    created: world.now(),
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: world.now(),
    url: null,
  };
}
