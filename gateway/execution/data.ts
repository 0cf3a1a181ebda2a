/** The data of an answer while it is put together: plain objects of which only own keys count, since a client may name an alias `constructor` or `__proto__`. */

export type Data = Record<string, unknown>;

/** Whether a name would find something on an object that does not have it. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** The object's own value under a name. */
export function own(data: Data, name: string): unknown {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}

export function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sets an own value, also under a name that plain assignment would take for the prototype's. */
export function set(data: Data, name: string, value: unknown): void {
  if (name === "__proto__") Object.defineProperty(data, name, { value, configurable: true, enumerable: true, writable: true });
  else data[name] = value;
}

/**
 * Merges what a subgraph answered into what is known. Objects are merged by key, lists of one length by position; anything
 * else is replaced. `source` may be kept in part, so it must not be altered afterwards by whoever gave it.
 */
export function merge(target: Data, source: Data): void {
  for (const name of Object.keys(source)) {
    const value = source[name];
    if (value === undefined) continue;
    const known = isInherited(name) ? own(target, name) : target[name];
    if (known === value) continue;
    if (isData(known) && isData(value)) merge(known, value);
    else if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) mergeLists(known, value);
    else set(target, name, value);
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  for (let index = 0; index < source.length; index++) {
    const known = target[index];
    const value = source[index];
    if (isData(known) && isData(value)) {
      if (known !== value) merge(known, value);
    } else target[index] = value;
  }
}

/** A copy of which no part is shared. */
export function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T;
  if (!isData(value)) return value;
  const result: Data = {};
  for (const name of Object.keys(value)) set(result, name, copy(value[name]));
  return result as T;
}
