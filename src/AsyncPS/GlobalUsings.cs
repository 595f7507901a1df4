global using System.Collections;
global using System.Management.Automation;
global using AsyncEngine.Jobs;
