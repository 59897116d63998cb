import type { Database } from '#database';
import { everyTenant, type Place, placesOf, type Service, servicesOf } from '#people';
import type { Directory } from './context.ts';

/** Keeps services and places in memory: they change a few times a year and every page names them. */
export async function openDirectory(db: Database): Promise<Directory> {
  let services: Service[] = [];
  let places: Place[] = [];
  const reload = async () => {
    const tenants = await everyTenant(db);
    [services, places] = await Promise.all([servicesOf(db, tenants), placesOf(db, tenants)]);
  };
  await reload();
  return {
    services: () => services,
    places: () => places,
    serviceBySlug: (slug) => services.find((service) => service.slug === slug),
    serviceById: (id) => services.find((service) => service.id === id),
    placeById: (id) => places.find((place) => place.id === id),
    placesOf: (service) => places.filter((place) => place.service === service),
    reload,
  };
}
