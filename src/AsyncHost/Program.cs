System.Console.WriteLine("AsyncHost");
