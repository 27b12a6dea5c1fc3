import { Anchor, type AnchorProps, Button, type ButtonProps, Menu, type MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

type OfLink = Omit<ComponentProps<'a'>, 'color' | 'style'>;

function ButtonAnchor(props: ButtonProps & OfLink) {
  return <Button component="a" {...props} />;
}

function ItemAnchor(props: MenuItemProps & OfLink) {
  return <Menu.Item component="a" {...props} />;
}

function AnchorAnchor(props: AnchorProps & OfLink) {
  return <Anchor {...props} />;
}

/** Buttons, items of menus and links of the library that lead to a page. */
export const LinkButton = createLink(ButtonAnchor);
export const LinkItem = createLink(ItemAnchor);
export const LinkAnchor = createLink(AnchorAnchor);
