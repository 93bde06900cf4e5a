// The customer's pages. All of them work without this; it only makes them easier.
import './portal/framed.js';
import { start as complain } from './portal/complain.js';
import { start } from './portal/order.js';
import './portal/once.js';
import './portal/follow.js';

start();
complain();
