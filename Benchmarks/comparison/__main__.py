from .commandline import main

raise SystemExit(main())
