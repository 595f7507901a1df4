using System.Threading.Channels;

namespace Crew;

/// <summary>The orders that come on the input, a line each.</summary>
internal sealed class Orders
{
    private readonly Channel<string> _orders = Channel.CreateUnbounded<string>();

    /// <summary>Reads from now on. When the test's process is gone, so is this one.</summary>
    public void Listen() => new Thread(ReadAll) { IsBackground = true, Name = "orders" }.Start();

    public ValueTask<string> NextAsync() => _orders.Reader.ReadAsync();

    /// <summary>Waits for one order and passes over all others.</summary>
    public async Task WaitForAsync(string order)
    {
        while (await NextAsync() != order)
        {
        }
    }

    /// <summary>Gives an order from within, as a signal does.</summary>
    public void Give(string order) => _orders.Writer.TryWrite(order);

    private void ReadAll()
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (line == "release")
            {
                Stage.Released.Set();
            }
            else
            {
                Give(line);
            }
        }

        Environment.Exit(3);
    }
}
