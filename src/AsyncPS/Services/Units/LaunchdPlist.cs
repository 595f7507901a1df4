using System.Xml.Linq;

namespace AsyncPS.Services.Units;

/// <summary>A service as a property list of launchd. Pure.</summary>
internal static class LaunchdPlist
{
    public static string Render(ServiceDefinition service)
    {
        var entries = new List<object>();
        Add("Label", new XElement("string", service.Name));
        Add("ProgramArguments", new XElement("array", service.CommandLine.Select(word => new XElement("string", word))));
        if (service.Scope == ServiceScope.System)
        {
            Add("UserName", new XElement("string", service.User));
        }

        if (service.Environment.Count > 0)
        {
            Add("EnvironmentVariables", new XElement("dict", service.Environment.SelectMany(
                each => new[] { new XElement("key", each.Key), new XElement("string", each.Value) })));
        }

        Add("RunAtLoad", new XElement("true"));
        Add("KeepAlive", new XElement("dict", new XElement("key", "SuccessfulExit"), new XElement("false")));
        Add("ThrottleInterval", new XElement("integer", 10));
        Add("ExitTimeOut", new XElement("integer", (int)Math.Ceiling(service.KillAfter.TotalSeconds)));
        Add("ProcessType", new XElement("string", "Background"));
        var list = new XDocument(
            new XComment($" {ServiceMark.Write(service)} "),
            new XElement("plist", new XAttribute("version", "1.0"), new XElement("dict", entries)));
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            {list}

            """.ReplaceLineEndings("\n");

        void Add(string key, XElement value)
        {
            entries.Add(new XElement("key", key));
            entries.Add(value);
        }
    }
}
