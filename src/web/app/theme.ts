import { createTheme, type MantineColorsTuple } from '@mantine/core';

const shades = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const blue = shades.map((shade) => `var(--mantine-color-blue-${shade})`) as unknown as MantineColorsTuple;

const dialog = {
  // theme.css holds the page still while a dialog is open.
  lockScroll: false,
  closeButtonProps: { 'aria-label': 'Close' },
  transitionProps: { duration: 120 },
  overlayProps: { backgroundOpacity: 0.35 },
  styles: { title: { fontWeight: 600, fontSize: '1rem' } },
};

/** What the components do where nobody says otherwise. Colours and sizes are in theme.css. */
export const theme = createTheme({
  colors: { blue },
  primaryColor: 'blue',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { ...dialog, yOffset: '8vh' } },
    Drawer: { defaultProps: { ...dialog, position: 'right' } },
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 320 } },
    Menu: { defaultProps: { position: 'bottom-end', shadow: 'md' } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show the password' } } },
  },
});
