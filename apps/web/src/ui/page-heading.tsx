import { type ReactNode, useEffect, useRef } from "react";
import { texts } from "../texts/app.ts";

let isFirstPage = true;

/**
 * The page's heading and title. Where the page came by a click, the heading takes the focus, so that a screen reader
 * says where one is; on the first page of a visit the browser's own start is left alone unless `alwaysFocus`.
 */
export function PageHeading({
  children,
  title,
  alwaysFocus = false,
}: {
  children: ReactNode;
  title: string;
  alwaysFocus?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirstPage || alwaysFocus) heading.current?.focus({ preventScroll: !alwaysFocus });
    isFirstPage = false;
  }, [alwaysFocus]);
  return (
    <>
      <title>{`${title} · ${texts.product}`}</title>
      <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold sm:text-3xl">
        {children}
      </h1>
    </>
  );
}
