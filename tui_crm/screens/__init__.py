"""The screens: what the services know, shown; what a person wants, handed to the app. They never write themselves."""
