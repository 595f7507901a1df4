global using AsyncEngine.Jobs;
