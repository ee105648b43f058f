import './engine/environment';
