import 'element-plus/theme-chalk/base.css'
import './tokens.css'
import './element.css'
import './base.css'
import './pages/parts/pages.css'
import { createApp } from 'vue'
import { setSignedOutHandler } from './api/client'
import App from './App.vue'
import { router } from './router'
import { startPrefs } from './state/prefs'
import { forgetSession } from './state/session'
import { startNotices } from './state/notices'
import { startTheme } from './state/theme'

startPrefs()
setSignedOutHandler(() => {
  forgetSession()
  void router.push({ name: 'signin', query: { to: router.currentRoute.value.fullPath } })
})
startTheme()
startNotices()
createApp(App).use(router).mount('#app')
