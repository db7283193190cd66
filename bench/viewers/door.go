package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

var assets = regexp.MustCompile(`(?:src|href)="(/assets/[^"]+|/launch/[^"]+)"`)

// browser is one viewer's browser: its own connections and its own cookies.
type browser struct {
	base   *url.URL
	client *http.Client
	jar    *cookiejar.Jar
}

func openBrowser(door string) (*browser, error) {
	base, err := url.Parse(door)
	if err != nil {
		return nil, err
	}
	jar, _ := cookiejar.New(nil)
	transport := &http.Transport{MaxConnsPerHost: 6, DisableCompression: true}
	return &browser{base, &http.Client{Transport: transport, Jar: jar, Timeout: 30 * time.Second}, jar}, nil
}

func (b *browser) origin() string {
	return b.base.Scheme + "://" + b.base.Host
}

// page loads the watch page with the files that it names, with an empty cache.
func (b *browser) page(ctx context.Context) error {
	html, err := b.get(ctx, b.base.String(), false)
	if err != nil {
		return err
	}
	for _, found := range assets.FindAllStringSubmatch(html, -1) {
		if _, err := b.get(ctx, b.origin()+found[1], true); err != nil {
			return err
		}
	}
	return nil
}

func (b *browser) get(ctx context.Context, address string, packed bool) (string, error) {
	request, err := http.NewRequestWithContext(ctx, "GET", address, nil)
	if err != nil {
		return "", err
	}
	if packed {
		request.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	}
	return b.send(request)
}

// ask asks how to watch: by a join token, or by HLS without one. The answer to the first question brings the pass.
func (b *browser) ask(ctx context.Context) (token string, byHLS bool, err error) {
	request, err := http.NewRequestWithContext(ctx, "POST", b.base.String()+"/call/WatchShow", strings.NewReader("{}"))
	if err != nil {
		return "", false, err
	}
	request.Header.Set("Origin", b.origin())
	request.Header.Set("Content-Type", "application/json")
	text, err := b.send(request)
	if err != nil {
		return "", false, err
	}
	var answer struct{ Result struct{ Token, Mode string } }
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		return "", false, err
	}
	byHLS = answer.Result.Mode == "hls"
	if answer.Result.Token == "" && !byHLS {
		return "", false, errors.New("the show is not on air")
	}
	return answer.Result.Token, byHLS, nil
}

func (b *browser) send(request *http.Request) (string, error) {
	answer, err := b.client.Do(request)
	if err != nil {
		return "", fmt.Errorf("%s: %w", request.URL.Path, errors.Unwrap(err))
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusOK {
		return "", refusal{request.URL.Path, answer.StatusCode}
	}
	return string(body), nil
}

// socket opens a WebSocket below the watch page's address, with the viewer's pass.
func (b *browser) socket(ctx context.Context, path string) (*websocket.Conn, error) {
	head := http.Header{"Origin": {b.origin()}}
	for _, cookie := range b.jar.Cookies(b.base) {
		head.Add("Cookie", cookie.Name+"="+cookie.Value)
	}
	return dial(ctx, strings.Replace(b.base.String(), "http", "ws", 1)+path, head)
}

func dial(ctx context.Context, address string, head http.Header) (*websocket.Conn, error) {
	dialer := websocket.Dialer{HandshakeTimeout: 30 * time.Second, ReadBufferSize: 4096, WriteBufferSize: 4096}
	socket, answer, err := dialer.DialContext(ctx, address, head)
	path, _, _ := strings.Cut(address, "?")
	if answer != nil && err != nil {
		return nil, refusal{path, answer.StatusCode}
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return socket, nil
}

// refusal is an answer that is not the wanted one.
type refusal struct {
	path   string
	status int
}

func (r refusal) Error() string {
	return fmt.Sprintf("%s: %d", r.path, r.status)
}
