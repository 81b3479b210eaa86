/** Dragging cards onto cells, by @dnd-kit/dom; everything a drag can do is also in a card's dialog. */
import { AutoScroller, DragDropManager, Draggable, Droppable, PointerActivationConstraints, PointerSensor } from "@dnd-kit/dom";
import { createContext } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

/** A click on a card must stay a click: a drag begins after this many pixels, on a tablet after a short hold. */
const MOVED = 6;
const HOLD_MS = 250;

const sensor = PointerSensor.configure({
  activationConstraints: (event) =>
    event.pointerType === "touch"
      ? [new PointerActivationConstraints.Delay({ value: HOLD_MS, tolerance: MOVED })]
      : [new PointerActivationConstraints.Distance({ value: MOVED })],
  preventActivation: () => false,
});

/** The library's own ghost and cursor put style elements into the page, which the content policy forbids. */
const manager = () => new DragDropManager({ plugins: [AutoScroller], sensors: [sensor] });

export const Dragging = createContext(/** @type {DragDropManager | null} */ (null));

/**
 * @typedef {{ label: string, x: number, y: number, over: string | null }} Ghost
 * @param {(card: Record<string, any>, cell: Record<string, any>) => void} onDrop
 * @returns {{ manager: DragDropManager, ghost: Ghost | null }}
 */
export function useDragging(onDrop) {
  const made = useMemo(manager, []);
  const [ghost, setGhost] = useState(/** @type {Ghost | null} */ (null));
  const drop = useRef(onDrop);
  drop.current = onDrop;
  useEffect(() => {
    // The library finds targets by the shape of its ghost; ours has none, so the cell under the pointer is asked for.
    const follow = (/** @type {{ x: number, y: number }} */ { x, y }) => {
      const cell = document.elementFromPoint(x, y)?.closest("[data-cell]");
      const over = (cell instanceof HTMLElement && cell.dataset["cell"]) || null;
      void made.actions.setDropTarget(over ?? undefined);
      setGhost({ label: made.dragOperation.source?.data["label"], x, y, over });
    };
    const ends = [
      made.monitor.addEventListener("dragstart", ({ operation }) => {
        document.body.dataset["dragging"] = "";
        follow(operation.position.current);
      }),
      made.monitor.addEventListener("dragmove", ({ to }) => to && follow(to)),
      made.monitor.addEventListener("dragend", ({ operation, canceled }) => {
        delete document.body.dataset["dragging"];
        setGhost(null);
        const { source, target } = operation;
        if (source && target && !canceled) drop.current(source.data, target.data);
      }),
    ];
    return () => {
      for (const end of ends) end();
      delete document.body.dataset["dragging"];
      made.destroy();
    };
  }, []);
  return { manager: made, ghost };
}

/**
 * @param {string} id @param {Record<string, any>} data @param {"card" | "cell"} kind
 * @returns {import("preact").RefObject<HTMLElement | null>}
 */
export function useDrag(id, data, kind) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const found = useContext(Dragging);
  const part = useRef(/** @type {Draggable | Droppable | null} */ (null));
  useEffect(() => {
    if (!found || !ref.current) return;
    const input = { id, data, element: ref.current };
    const made = kind === "card" ? new Draggable(input, found) : new Droppable(input, found);
    part.current = made;
    return () => made.destroy();
  }, [found, id]);
  if (part.current) part.current.data = data;
  return ref;
}
