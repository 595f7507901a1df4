using System.Net.Sockets;
using System.Text;

namespace AsyncPS.Services.Notifying;

/// <summary>
/// The socket that a service manager listens on, as sd_notify(3) describes it: datagrams of lines such as READY=1.
/// Thread-safe, and never throws: a manager that does not hear is no reason to stop work.
/// </summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _manager;

    /// <param name="address">A path, or <c>@name</c> for an abstract one.</param>
    public NotifySocket(string address) => _manager = new UnixDomainSocketEndPoint(
        address[0] == '@' ? "\0" + address[1..] : address);

    public void Send(params string[] lines)
    {
        try
        {
            _socket.SendTo(Encoding.UTF8.GetBytes(string.Join('\n', lines)), _manager);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The manager is gone or busy; the next message may arrive.
        }
    }

    public void Dispose() => _socket.Dispose();
}
